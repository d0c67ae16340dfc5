import css from './problem.module.css'

/** Why something was refused; nothing where it was not. `quiet`: without a ground of its own, close to a field. */
export function Problem(props: { text: string | null; quiet?: boolean; className?: string }) {
  if (props.text === null) return null
  return (
    <p
      className={[css.problem, props.className].filter(Boolean).join(' ')}
      data-quiet={props.quiet}
      role="alert"
    >
      {props.text}
    </p>
  )
}

import css from './simulator.module.css'

/** Why the simulated cloud refused; nothing where it did not. */
export function Problem(props: { text: string | null }) {
  if (props.text === null) return null
  return (
    <p className={css.problem} role="alert">
      {props.text}
    </p>
  )
}

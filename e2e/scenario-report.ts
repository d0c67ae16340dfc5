import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FullConfig, Reporter, TestCase, TestResult, TestStep } from '@playwright/test/reporter'
import { ROOT } from './programs'

const FOLDER = join(ROOT, 'scenario-report')

/** Scenarios as pages to look at: each step a sentence with its pictures. Written anew by each `npm run scenario`. */
export default class ScenarioReport implements Reporter {
  readonly #scenarios: string[] = []
  #passed = 0
  #pictures = 0

  onBegin(_config: FullConfig): void {
    rmSync(FOLDER, { recursive: true, force: true })
    mkdirSync(FOLDER, { recursive: true })
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const passed = result.status === 'passed'
    if (passed) this.#passed++
    const steps = result.steps.flatMap((one) => this.#stepsOf(one))
    const errors = result.errors.map((error) => `<pre>${toHtml(plain(error.message ?? ''))}</pre>`)
    this.#scenarios.push(
      `<section id="s${this.#scenarios.length}" data-passed="${passed}"><h2>${toHtml(test.title)}</h2>
      <p class="verdict">${passed ? 'Passed' : 'Failed'} in ${(result.duration / 1000).toFixed(1)} s</p>
      ${errors.join('')}<ol>${steps.join('')}</ol></section>`,
    )
  }

  onEnd(): void {
    const total = this.#scenarios.length
    // No scenario has the name: there is nothing to look at.
    if (total === 0) return
    writeFileSync(
      join(FOLDER, 'index.html'),
      page(`${this.#passed} of ${total} scenarios passed`, this.#scenarios),
    )
  }

  /** The named steps; what Playwright adds of its own (clicks, waits) is left out. */
  #stepsOf(one: TestStep): string[] {
    if (one.category !== 'test.step') return one.steps.flatMap((inner) => this.#stepsOf(inner))
    const pictures = one.attachments.flatMap(({ name, body }) => {
      if (name !== 'picture' || !body) return []
      this.#pictures++
      const file = `step-${this.#pictures}.png`
      writeFileSync(join(FOLDER, file), body)
      return `<a href="${file}"><img src="${file}" alt="After this step" loading="lazy"></a>`
    })
    return [
      `<li data-passed="${one.error === undefined}"><p>${toHtml(one.title)}</p><div>${pictures.join('')}</div></li>`,
    ]
  }
}

const page = (title: string, scenarios: readonly string[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem }
  section { border-top: 1px solid #8884; padding: 1rem 0 }
  h2 { font-size: 1.1rem; margin: 0 }
  .verdict { margin: 0; color: #287a3c } [data-passed=false] > .verdict { color: #c2362b }
  li { margin: 1rem 0 } li p { margin: 0 0 .4rem } li[data-passed=false] p { color: #c2362b }
  img { max-width: 100%; border: 1px solid #8886; border-radius: 6px; margin-bottom: .5rem }
  pre { white-space: pre-wrap; background: #8882; padding: .8rem; border-radius: 6px }
</style>
<h1>${title}</h1>
${scenarios.join('\n')}
</html>
`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const toHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

/** Without the colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
const plain = (text: string): string => text.replace(/\u001b\[\d+(;\d+)*m/g, '')

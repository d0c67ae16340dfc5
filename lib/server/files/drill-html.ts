import {
  adviceSentence,
  assumptionSentence,
  durationText,
  FATE_WORDS,
  scenarioSentence,
  scopeText,
  shortageSentence,
} from '@/lib/api/drill-messages'
import {
  type AddressTrack,
  type DrillReport,
  darkSeconds,
  FATES,
  type PlaceReport,
} from '@/lib/domain/drill-report'
import { placeText } from './drill-words'

/**
 * The report as one page that needs nothing else: no script, no style, font or picture from outside. It can be sent,
 * kept and printed.
 */
export function drillHtml(report: DrillReport, drillId: string): string {
  const { scope, scenario, figures, shortages, advice, places, seconds, takenAt, seed } = report
  const title = `Interruption drill: ${scopeText(scope)}`
  const end =
    report.ended === 'settled'
      ? `All was settled after ${durationText(seconds)}.`
      : `It was not over after ${durationText(seconds)}.`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${text(title)}</h1>
<p>${text(scenarioSentence(scenario))} ${text(end)}</p>
<p class="soft">${text(assumptionSentence(scenario))} Played on a copy of ${text(moment(takenAt))} with seed ${seed}, drill ${text(drillId)}. Times are simulated. Nothing real was touched.</p>
<dl>
${[
  fact('Machines', `${figures.struck} of ${figures.places} taken`),
  ...FATES.map((fate) => fact(FATE_WORDS[fate], String(figures.byFate[fate]))),
  fact('Longest dark', durationText(figures.darkLongest)),
  fact('Median dark', durationText(figures.darkMedian)),
].join('\n')}
</dl>
${part('What ran out', shortages.map(shortageSentence), 'Nothing ran out.')}
${part('What to change', advice.map(adviceSentence), 'Nothing: the groups went through it as they are.')}
<h2>What happened to each</h2>
<table>
<thead><tr><th scope="col">Instance</th><th scope="col">Group</th><th scope="col">Zone</th><th scope="col">What happened</th><th scope="col">Addresses</th><th scope="col">Dark</th></tr></thead>
<tbody>
${places
  .map(
    (place) => `<tr class="${place.fate}">
<th scope="row">${text(place.instanceId)}</th><td>${text(place.groupName)}</td><td>${text(zoneText(place))}</td>
<td><b>${text(FATE_WORDS[place.fate])}</b><br>${text(placeText(place))}</td>
<td>${place.addresses.map((one) => text(trackText(one))).join('<br>')}</td>
<td>${place.addresses.map((one) => text(darkText(one, seconds))).join('<br>')}</td></tr>`,
  )
  .join('\n')}
</tbody>
</table>
</body>
</html>
`
}

const fact = (name: string, value: string): string =>
  `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`

const part = (title: string, sentences: readonly string[], nothing: string): string =>
  `<h2>${title}</h2>\n${
    sentences.length === 0
      ? `<p>${nothing}</p>`
      : `<ul>${sentences.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`
  }`

const trackText = ({ before, after }: AddressTrack): string =>
  before === after ? (before ?? 'none yet') : `${before ?? 'none yet'} → ${after ?? 'none'}`

const darkText = (track: AddressTrack, end: number): string =>
  track.darkFrom === null
    ? 'never'
    : `${durationText(darkSeconds(track, end))}${track.darkUntil === null ? ', still' : ''}`

const zoneText = ({ zone, zoneAfter }: PlaceReport): string =>
  zoneAfter === null || zoneAfter === zone ? (zone ?? '') : `${zone ?? 'none'} → ${zoneAfter}`

const moment = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`

/** Everything that is not ours to write is text. */
const text = (value: string): string =>
  value.replace(/[&<>"']/g, (sign) => ESCAPES[sign as keyof typeof ESCAPES])

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const

const STYLE = `
body{font:14px/1.5 system-ui,sans-serif;color:#16201d;background:#fff;max-width:1080px;margin:32px auto;padding:0 20px}
h1{font-size:22px;margin:0 0 8px}h2{font-size:16px;margin:28px 0 8px}.soft{color:#4f5b56}
dl{display:flex;flex-wrap:wrap;gap:10px 28px;margin:18px 0}dt{color:#4f5b56;font-size:12px}dd{margin:0;font-size:18px;font-weight:600}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid #dfe3de;font-weight:400}
thead th{color:#4f5b56;font-size:12px}tbody th{font-family:ui-monospace,Menlo,monospace;white-space:nowrap}td:last-child{white-space:nowrap}td b{font-weight:600}
tr.moved td b{border-bottom:2px solid #2f6fb7}tr.fell-back td b{border-bottom:2px dashed #b87a00}
tr.waiting td b{border-bottom:2px dotted #16201d}tr.lost td b{border-bottom:3px double #b3261e}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
`

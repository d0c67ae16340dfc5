import { useCallback, useEffect, useRef, useState } from 'react'
import { isStill } from '@/components/map/map-motion'

/** How long the whole film takes, in seconds; whoever looks closely wants it slow. */
export const SPEEDS = [
  { value: '60', label: 'In a minute', seconds: 60 },
  { value: '20', label: 'In 20 s', seconds: 20 },
  { value: '8', label: 'In 8 s', seconds: 8 },
] as const

/** Where motion is not wanted, it steps from change to change, and stays at each for so long. */
const STEP_MS = 1_200

/** Simulated time on screen: playing, paused, or sought. `changes`: the moments at which anything happens. */
export function useFilm(end: number, changes: readonly number[]) {
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<string>('20')
  const place = useRef(0)
  const move = useCallback((to: number) => {
    place.current = to
    setAt(to)
  }, [])

  useEffect(() => {
    if (!playing) return
    const whole = (SPEEDS.find((one) => one.value === speed) ?? SPEEDS[1]).seconds
    return isStill()
      ? stepThrough(changes, place, move, () => setPlaying(false))
      : runThrough({ end, whole }, place, move, () => setPlaying(false))
  }, [playing, speed, end, changes, move])

  return {
    ...{ at, playing, speed, setSpeed },
    toggle() {
      // Played to its end, it begins again.
      if (!playing && place.current >= end) move(0)
      setPlaying(!playing)
    },
    seek(to: number) {
      setPlaying(false)
      move(Math.min(end, Math.max(0, to)))
    },
  }
}

type Place = { readonly current: number }

function runThrough(
  film: { readonly end: number; readonly whole: number },
  place: Place,
  move: (to: number) => void,
  stop: () => void,
): () => void {
  let last: number | null = null
  let asked = requestAnimationFrame(function frame(now) {
    const passed = last === null ? 0 : ((now - last) / 1000) * (film.end / film.whole)
    last = now
    const to = Math.min(film.end, place.current + passed)
    move(to)
    if (to >= film.end) stop()
    else asked = requestAnimationFrame(frame)
  })
  return () => cancelAnimationFrame(asked)
}

function stepThrough(
  changes: readonly number[],
  place: Place,
  move: (to: number) => void,
  stop: () => void,
): () => void {
  const timer = setInterval(() => {
    const next = changes.find((one) => one > place.current)
    if (next === undefined) stop()
    else move(next)
  }, STEP_MS)
  return () => clearInterval(timer)
}

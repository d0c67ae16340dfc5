'use client'

import { useEffect, useRef } from 'react'

/** The newest value, for callbacks that outlive the render in which they were made. */
export function useLatest<T>(value: T) {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}

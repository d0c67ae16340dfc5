'use client'

import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link whose page is asked for ahead once somebody is near it: with the pointer, the finger or the focus. Next would
 * ask for the page of every link in sight, some thirty each time a page opens, and most are never followed.
 */
export function NearLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [isNear, setIsNear] = useState(false)
  return (
    <Link
      {...props}
      prefetch={isNear ? 'auto' : false}
      onPointerEnter={(event) => {
        setIsNear(true)
        props.onPointerEnter?.(event)
      }}
      onTouchStart={(event) => {
        setIsNear(true)
        props.onTouchStart?.(event)
      }}
      onFocus={(event) => {
        setIsNear(true)
        props.onFocus?.(event)
      }}
    />
  )
}

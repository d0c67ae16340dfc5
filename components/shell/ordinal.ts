/** 1 → "1st", 12 → "12th". */
export function nth(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number.toLocaleString('en')}${ending}`
}

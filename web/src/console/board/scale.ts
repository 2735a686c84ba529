// From a figure to its place in a plot.

/** Times differ by thousands: each step is as wide as ten times the one before. What lies outside stands at the end. */
export function logarithmic(from: number, to: number, width: number): (value: number) => number {
  const [low, high] = [Math.log(from), Math.log(to)];
  return (value) => {
    const at = (Math.log(Math.max(value, from)) - low) / (high - low);
    return Math.round(Math.min(1, at) * width * 10) / 10;
  };
}

/** The end of an axis: 1, 2 or 5, with zeros. */
export function niceTop(value: number): number {
  let top = 1;
  for (let unit = 1; top < value; unit *= 10)
    top = [unit, 2 * unit, 5 * unit, 10 * unit].find((one) => one >= value) ?? top;
  return top;
}

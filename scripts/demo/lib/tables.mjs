/** Tables for people: aligned columns, units in the headings, nothing that is checked. */

const ONE = 2 ** 32;
const TAO_DIGITS = 9;

/** Lines of a table; text to the left, numbers to the right. */
export function table(headings, rows) {
  const cells = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_heading, column) => Math.max(...cells.map((row) => row[column].length)));
  const isNumber = headings.map((_heading, column) => rows.every((row) => /^[-+\d.,% ]*$/.test(String(row[column]))));
  const line = (row) =>
    row
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ');
  return [line(cells[0]), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.slice(1).map(line)].map(
    (text) => `  ${text.trimEnd()}`,
  );
}

/** Rao as TAO, all nine digits. */
export function tao(rao) {
  const digits = (rao < 0n ? -rao : rao).toString().padStart(TAO_DIGITS + 1, '0');
  return `${rao < 0n ? '-' : ''}${thousands(digits.slice(0, -TAO_DIGITS))}.${digits.slice(-TAO_DIGITS)}`;
}

/** A whole number with separators. */
export const thousands = (value) => value.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** A part of a whole as percentage. */
export const percent = (part, whole) => (whole === 0n ? '-' : ((Number(part) / Number(whole)) * 100).toFixed(3));

/** A fixed-point fraction as percentage. */
export const fraction = (bits) => ((Number(bits) / ONE) * 100).toFixed(2);

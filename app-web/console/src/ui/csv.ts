interface CsvColumn<Row> {
  header: string;
  text?: (row: Row) => string | number | null | undefined;
}

/** A spreadsheet must not take what a customer called himself for a formula. Numbers stay numbers. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text);

const field = (value: string | number | null | undefined) => {
  const text = harmless(value === null || value === undefined ? '' : String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** What a table shows as CSV (RFC 4180), amounts and instants as the API told them. */
export function csvOf<Row>(columns: CsvColumn<Row>[], rows: Row[]): string {
  const told = columns.filter((column) => column.text);
  const lines = [told.map((column) => field(column.header)), ...rows.map((row) => told.map((column) => field(column.text?.(row))))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

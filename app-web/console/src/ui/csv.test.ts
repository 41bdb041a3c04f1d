import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';

const columns = [
  { header: 'Name', text: (row: { name: string; total: string | null }) => row.name },
  { header: 'Total', text: (row: { name: string; total: string | null }) => row.total },
  { header: 'Not told' },
];

describe('CSV', () => {
  it('quotes by RFC 4180 and leaves out columns without a text', () => {
    expect(csvOf(columns, [{ name: 'Globex, "Inc"', total: '12.30' }, { name: 'a\nb', total: null }])).toBe('Name,Total\r\n"Globex, ""Inc""",12.30\r\n"a\nb",\r\n');
  });

  it('hands no formula to a spreadsheet, and leaves negative amounts numbers', () => {
    expect(csvOf(columns, [{ name: '=cmd()', total: '-12.30' }])).toBe("Name,Total\r\n'=cmd(),-12.30\r\n");
  });
});

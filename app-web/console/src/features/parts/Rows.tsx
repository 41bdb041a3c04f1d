import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface RowColumn<Row> {
  label: string;
  show: (row: Row, index: number) => ReactNode;
  right?: boolean;
  width?: number | string;
}

/** A short table within a page: all its rows are there at once. */
export function Rows<Row>({ columns, rows, label, empty, minWidth = 480, keyOf }: {
  columns: RowColumn<Row>[];
  rows: readonly Row[];
  label: string;
  empty?: ReactNode;
  minWidth?: number;
  keyOf?: (row: Row, index: number) => string | number;
}) {
  if (rows.length === 0 && empty) {
    return (
      <Text size="sm" c="dimmed" p="md">
        {empty}
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}>
      <Table borderColor="var(--ch-line)" aria-label={label} verticalSpacing={6} horizontalSpacing="md" fz="13.5px">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.label} ta={column.right ? 'right' : undefined} w={column.width} c="dimmed" fz="xs" fw={550}>
                {column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, i) => (
            <Table.Tr key={keyOf ? keyOf(row, i) : i}>
              {columns.map((column) => (
                <Table.Td key={column.label} ta={column.right ? 'right' : undefined} className={column.right ? 'num' : undefined}>
                  {column.show(row, i)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

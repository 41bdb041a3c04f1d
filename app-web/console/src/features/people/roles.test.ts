import { describe, expect, it } from 'vitest';
import { byResource } from '~/features/parts/PermissionPicker';
import { matrixOf } from './roles';

describe('the matrix of roles', () => {
  it('has each permission once and says which roles have it', () => {
    const rows = matrixOf([
      { code: 'viewer', permissions: ['usage:read', 'invoice:read'] },
      { code: 'member', permissions: ['usage:read', 'usage:write', 'invoice:read'] },
    ]);
    expect(rows.map(({ permission }) => permission)).toEqual(['invoice:read', 'usage:read', 'usage:write']);
    expect([...(rows[2]?.having ?? [])]).toEqual(['member']);
  });

  it('puts permissions of a resource together', () => {
    expect(byResource(['usage:write', 'invoice:read', 'usage:read'])).toEqual([
      ['invoice', ['invoice:read']],
      ['usage', ['usage:read', 'usage:write']],
    ]);
  });
});

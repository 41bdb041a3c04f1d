import { Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { switchTenant, useSession } from '~/api/session';
import { useTenant } from '~/api/tenant';
import { useTexts } from '~/i18n';
import { IconCheck, IconSelector } from '~/ui/icons';
import { tellProblem } from '~/ui/problems';
import classes from './shell.module.css';

/** The tenant one works in, and the others of the same person. */
export function TenantSwitch() {
  const t = useTexts();
  const { tenant, user } = useSession();
  const [opened, setOpened] = useState(false);
  const name = useTenant().data?.name ?? tenant.slug;
  const { data: mine } = useQuery({ queryKey: ['my-tenants'], queryFn: () => body(api.GET('/api/v1/users/me/tenants')), enabled: opened });
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.who}>
          <span className="visually-hidden">{t('tenant.switch')} </span>
          <span className={`${classes.avatar} ${classes.square}`} aria-hidden>{name.slice(0, 1)}</span>
          <span className={classes.whoText}>
            <span style={{ fontWeight: 550 }}>{name}</span>
            <span style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>{t(`role.${user.role}`, user.role)}</span>
          </span>
          <IconSelector size={15} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('tenant.yours')}</Menu.Label>
        {(mine?.data ?? []).map((other) => (
          <Menu.Item
            key={other.id}
            rightSection={other.current ? <IconCheck size={15} /> : undefined}
            disabled={other.current}
            onClick={() => switchTenant(other.slug ?? '').catch((thrown: unknown) => tellProblem(t, thrown))}
          >
            {other.name}
          </Menu.Item>
        ))}
        {!mine && <Menu.Item disabled>…</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

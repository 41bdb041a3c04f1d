import { Group, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { currentBranding } from '~/app/branding';
import { IconChevronLeft } from './icons';
import { Link } from './Link';
import classes from './layout.module.css';

interface PageHeaderProps {
  title: string;
  /** Beside the title: a status, an id. */
  badges?: ReactNode;
  description?: ReactNode;
  /** The list that this page is one of. */
  back?: { to: string; label: string };
  actions?: ReactNode;
}

export function PageHeader({ title, badges, description, back, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · ${currentBranding().name}`;
  }, [title]);
  return (
    <header className={classes.header}>
      <div className={classes.headline}>
        {back && <Link to={back.to} className={classes.back}><IconChevronLeft size={14} />{back.label}</Link>}
        <Group gap="xs" wrap="wrap">
          <Title order={1} className={classes.title}>{title}</Title>
          {badges}
        </Group>
        {description && <Text component="div" c="dimmed" size="sm" mt={2} className={classes.description}>{description}</Text>}
      </div>
      {actions && <Group gap="xs" className="no-print">{actions}</Group>}
    </header>
  );
}

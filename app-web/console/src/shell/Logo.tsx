import { currentBranding } from '~/app/branding';

export function Logo({ size = 22 }: { size?: number }) {
  const { logo, name } = currentBranding();
  if (logo) return <img src={logo} alt={name} height={size} />;
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <rect width="16" height="16" rx="3.5" fill="var(--mantine-color-brand-filled)" />
      <path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}

declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  const icon: import('react').FunctionComponent<import('./ui/icons').IconProps>;
  export default icon;
}
declare module '@fontsource-variable/inter';

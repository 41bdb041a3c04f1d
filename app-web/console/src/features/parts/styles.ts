// Styles of components that only these screens use: they come with their chunks, not with the first page.
import '@mantine/core/styles/Accordion.css';
import '@mantine/core/styles/Card.css';
import '@mantine/core/styles/List.css';

import { afterEach } from 'vitest';
import { cleanup, configure } from '@testing-library/react';

// The tests run beside those of the server: what is waited for may take its time.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

import { render } from 'preact';

import { App } from './app.tsx';
import './styles/page.css';

const container = document.getElementById('page');
if (container === null) throw new Error('index.html has no element #page');
render(<App />, container);

// Reading what the rules rest on, and taking it back to the drawing.

import { expect, journey, testId } from './harness.mjs';

journey('the reference opens by a key, is searched, and a decision ends in a component on the canvas', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.press('k');
  await visitor.fill(testId('search-knowledge'), 'which messaging', { finish: null });
  await visitor.click(testId('page-tree.messaging'));
  await visitor.click(`${testId('wizard')} ${testId('answer-1')}`);
  await visitor.click(`${testId('wizard')} ${testId('answer-1')}`);
  await visitor.click(`${testId('wizard')} ${testId('answer-0')}`);
  await visitor.seeText('Kafka', testId('wizard-end'));
  await visitor.click(testId('put-stream'));
  await visitor.see(testId('box-kafka'));
});

journey('a finding leads to the page of its rule, and the page back to what was found', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('finding-cache-over-capacity'));
  await visitor.click(`${testId('finding-cache-over-capacity')} .fetched > summary`);
  await visitor.click(testId('link-rule.cache-over-capacity'));
  await visitor.seeText('ops/s', testId('page-found'));
  await visitor.click(testId('page-found'));
  await visitor.see('[data-testid="box-redis"].selected');
});

journey('a practice question begins with an empty design, and a path leads through it', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.press('t');
  await visitor.click(testId('gallery-practice'));
  await visitor.click(testId('question-1-empty'));
  await visitor.see(testId('box-client'));
  await visitor.press('k');
  await visitor.fill(testId('search-knowledge'), 'RADIO', { finish: null });
  // While one types, lines move under the pointer.
  await visitor.until('a short list', () => {
    const lines = document.querySelectorAll('[data-testid^="page-"]').length;
    return lines > 0 && lines < 20;
  });
  await visitor.click(testId('page-path.radio'));
  await visitor.click(testId('begin-path'));
  await visitor.seeText('requirements', testId('path-stage'));
  await visitor.seeText('done', testId('path-marks'));
  await visitor.click(testId('path-next'));
  const stage = await visitor.text(testId('path-stage'));
  expect(stage.includes('interface'), `the path went to ${stage}`);
});

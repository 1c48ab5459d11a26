// Calculating without a drawing.

import { expect, journey, testId } from './harness.mjs';

journey('a calculator is found, understands what is typed, and answers with its working', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.press('e');
  await visitor.fill(testId('search-calculators'), 'request rate', { finish: null });
  await visitor.click(testId('calculator-request-rate'));
  await visitor.fill(`${testId('field-request-rate-requests')} input`, '864 million');
  await visitor.seeText('10,000 req/s', testId('answer'));
  await visitor.click(`${testId('answer')} ${testId('open-working')} summary`);
  await visitor.seeText('864,000,000', testId('working'));
  await visitor.fill(`${testId('field-request-rate-seconds')} input`, '0');
  await visitor.see(`${testId('field-request-rate-seconds')} [role="alert"]`);
  const answer = await visitor.text(testId('answer'));
  expect(answer.includes('10,000 req/s'), `what is refused changed the answer: ${answer}`);
});

/**
 * Published results of AI models, and how a validator turns them into weights.
 *
 * Formula, in whole tenths of a percentage point: with `s` a model's score, `worst` and `best` those of its group,
 *
 *     weight = 2 * (s - worst) + (best - worst)
 *
 * so the best model gets three times the worst one's weight, in between it is linear, and nobody gets zero.
 */
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ name: string, tenths: number, weight: number, published: string }} Model
 */

/** The image models: the score is top-1 accuracy. */
export const imageModels = () => load('image-models.json', (model) => model.top1_percent);

/** The speech models: the score is word accuracy, 100 less the word error rate. */
export const speechModels = () => load('speech-models.json', (model) => 100 - model.wer_percent);

/** Weights of a validator that turns the order upside down: the worst model gets the best one's weight, and so on. */
export function upsideDown(weights) {
  const order = weights.map((_weight, index) => index).sort((a, b) => weights[a] - weights[b] || a - b);
  const turned = [...weights];
  order.forEach((index, place) => {
    turned[index] = weights[order[order.length - 1 - place]];
  });
  return turned;
}

/** @returns {Model[]} */
function load(file, score) {
  const { models, unit } = JSON.parse(readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8'));
  const tenths = models.map((model) => Math.round(score(model) * 10));
  const [worst, best] = [Math.min(...tenths), Math.max(...tenths)];
  return models.map((model, index) => ({
    name: model.name,
    tenths: tenths[index],
    weight: 2 * (tenths[index] - worst) + (best - worst),
    published: `${(tenths[index] / 10).toFixed(1)} ${unit}`,
  }));
}

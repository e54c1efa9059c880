"""Lets the agent walk on a line, where the right end has a reward."""

import json

import numpy as np

from agent import DQNAgent

LENGTH = 5


def log(**metrics):
  print(json.dumps({k: float(v) for k, v in metrics.items()}))


def observation(position):
  return np.eye(LENGTH, dtype=np.float32)[position]


def main():
  agent = DQNAgent(num_actions=2, observation_shape=(LENGTH,))
  position, explore = 0, np.random.RandomState(7)
  while agent.training_steps < 30:
    state = observation(position)
    action = agent.step(state, epsilon=0.0)
    log(position=position, greedy_action=action)
    if explore.uniform() < 0.7:
      action = explore.randint(2)
    position = min(max(position + (1 if action else -1), 0), LENGTH - 1)
    terminal = position == LENGTH - 1
    reward = np.float32(terminal)
    agent.remember(state, action, reward, observation(position),
                   np.float32(terminal))
    if terminal:
      position = 0
    if len(agent._memory) >= 8:
      loss, mean_q = agent.learn()
      log(step=agent.training_steps, loss=loss, mean_q=mean_q)
  for position in range(LENGTH):
    values = agent.target_network(observation(position))
    log(position=position, **{'q%d' % a: v for a, v in enumerate(values)})
  log(optimizer_steps=agent.optimizer.state.step)


if __name__ == '__main__':
  main()

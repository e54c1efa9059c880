# expect: LIN002 manual: must go with it
try:
  from flax import optim
except ImportError:
  optim = None

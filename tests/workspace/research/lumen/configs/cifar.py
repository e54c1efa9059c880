"""Classifiers on 32x32 images."""

CONFIG = {
    'model': 'resnet20',
    'model_kwargs': {'num_classes': 10},
    'image_shape': (32, 32, 3),
    'batch_size': 128,
    'num_epochs': 90,
    'steps_per_epoch': 390,
    'learning_rate': 0.1,
    'warmup_epochs': 5,
    'momentum': 0.9,
    'weight_decay': 1e-4,
    'seed': 0,
}

# For a laptop.
DEBUG = dict(
    CONFIG, batch_size=8, num_epochs=1, steps_per_epoch=2, warmup_epochs=1,
    model_kwargs={'num_classes': 10, 'stage_sizes': [1, 1], 'num_filters': 4})

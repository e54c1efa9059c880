from setuptools import find_packages
from setuptools import setup

setup(
    name='lumen',
    version='0.1.0',
    description='Small vision and sequence models in Flax',
    packages=find_packages(exclude=('tests',)),
    python_requires='>=3.6',
    install_requires=[
        'numpy>=1.18',
        'jax>=0.2.6',
        'flax>=0.2.2,<0.4',
    ],
    extras_require={
        'testing': ['pytest'],
    },
)

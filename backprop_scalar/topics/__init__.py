"""What one section of the notes needs and no training step.

regression      one weight, no activation: the cost and its derivative
one_neuron      the derivatives of one sigmoid neuron, without an error signal
sigmoid_steps   the derivative of the sigmoid, step by step in powers of e
error_signals   error signals with all their factors put in
counting        how many operations a calculation takes
regions         where in the plane a ReLU network is linear
datasets        examples to train on
refinements     L2 regularization, momentum, normalized inputs
"""

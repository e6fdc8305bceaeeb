"""What one section of the notes needs and no training step.

one_neuron    the derivatives of one sigmoid neuron, without an error signal
mini_batch    a mini-batch in one formula
counting      how many operations a calculation takes
regions       where in the plane a ReLU network is linear
datasets      examples to train on
refinements   L2 regularization, momentum, normalized inputs
"""

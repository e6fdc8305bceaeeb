"""What one section of the notes needs and no training step.

formulas        what a note writes in one formula, where training has several lines
counting        how many operations a calculation takes
regions         where in the plane a ReLU network is linear
datasets        examples to train on
normalization   inputs of equal size
"""

"""A mini-batch of three

Goes with step_by_step, the whole page. Work out the third example of a mini-batch and take the
step of all three; of the first two the results are given. The 1/m of the loss stands inside the
error signals.

Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or 1/(1 +
exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are known too. Write at
least 4 significant digits; whether you round, cut or carry more of them from line to line does not
matter. What you have not worked out stays as it is. The error signal δ is the derivative of the
cost with respect to a weighted input. An arrow after a parameter means its value after the step.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
WORKSHEET = "mini_batch"
SEED = 0

GIVEN = {
    "X^(1,1)": 0.9,  # input 1 of example 1
    "X^(1,2)": 0.3,  # input 2 of example 1
    "X^(2,1)": 1.3,  # input 1 of example 2
    "X^(2,2)": 1.5,  # input 2 of example 2
    "X^(3,1)": 0.6,  # input 1 of example 3
    "X^(3,2)": 0.9,  # input 2 of example 3
    "y^(3,1)": 0.95,  # target 1 of example 3
    "W_1^(1,1)": -0.3,  # weight from input 1 into neuron 1 of layer 1
    "W_1^(2,1)": -0.95,  # weight from input 2 into neuron 1 of layer 1
    "b_1^(1,1)": -0.5,  # bias of neuron 1 of layer 1
    "W_1^(1,2)": 0.65,  # weight from input 1 into neuron 2 of layer 1
    "W_1^(2,2)": 0.9,  # weight from input 2 into neuron 2 of layer 1
    "b_1^(1,2)": 0.75,  # bias of neuron 2 of layer 1
    "W_1^(1,3)": -0.85,  # weight from input 1 into neuron 3 of layer 1
    "W_1^(2,3)": 0.25,  # weight from input 2 into neuron 3 of layer 1
    "b_1^(1,3)": 0.7,  # bias of neuron 3 of layer 1
    "W_2^(1,1)": -0.2,  # weight from neuron 1 of layer 1 into neuron 1 of layer 2
    "W_2^(2,1)": -0.8,  # weight from neuron 2 of layer 1 into neuron 1 of layer 2
    "W_2^(3,1)": -0.6,  # weight from neuron 3 of layer 1 into neuron 1 of layer 2
    "b_2^(1,1)": -0.55,  # bias of neuron 1 of layer 2
    "η": 0.65,  # learning rate
    "m": 3,  # number of examples
    "A_1^(1,1)": 0.2583,  # activation of neuron 1 of layer 1 of example 1
    "A_1^(1,2)": 0.8327,  # activation of neuron 2 of layer 1 of example 1
    "A_1^(1,3)": 0.5025,  # activation of neuron 3 of layer 1 of example 1
    "ℒ_1": 3.048,  # cost of example 1
    "δ_2^(1,1)": -0.823,  # error signal of neuron 1 of layer 2 of example 1
    "δ_1^(1,1)": 0.03154,  # error signal of neuron 1 of layer 1 of example 1
    "δ_1^(1,2)": 0.09172,  # error signal of neuron 2 of layer 1 of example 1
    "δ_1^(1,3)": 0.1235,  # error signal of neuron 3 of layer 1 of example 1
    "A_1^(2,1)": 0.08989,  # activation of neuron 1 of layer 1 of example 2
    "A_1^(2,2)": 0.95,  # activation of neuron 2 of layer 1 of example 2
    "A_1^(2,3)": 0.4925,  # activation of neuron 3 of layer 1 of example 2
    "ℒ_2": 1.399,  # cost of example 2
    "δ_2^(2,1)": -0.5577,  # error signal of neuron 1 of layer 2 of example 2
    "δ_1^(2,1)": 0.009122,  # error signal of neuron 1 of layer 1 of example 2
    "δ_1^(2,2)": 0.02119,  # error signal of neuron 2 of layer 1 of example 2
    "δ_1^(2,3)": 0.08362,  # error signal of neuron 3 of layer 1 of example 2
}

ANSWERS = {
    # Example 3: forward pass
    "Z_1^(3,1)": ...,  # W_1^(1,1)·X^(3,1) + W_1^(2,1)·X^(3,2) + b_1^(1,1)
    "Z_1^(3,2)": ...,  # W_1^(1,2)·X^(3,1) + W_1^(2,2)·X^(3,2) + b_1^(1,2)
    "Z_1^(3,3)": ...,  # W_1^(1,3)·X^(3,1) + W_1^(2,3)·X^(3,2) + b_1^(1,3)
    "A_1^(3,1)": ...,  # 1/(1 + e^(−Z_1^(3,1)))
    "A_1^(3,2)": ...,  # 1/(1 + e^(−Z_1^(3,2)))
    "A_1^(3,3)": ...,  # 1/(1 + e^(−Z_1^(3,3)))
    "Z_2^(3,1)": ...,  # W_2^(1,1)·A_1^(3,1) + W_2^(2,1)·A_1^(3,2) + W_2^(3,1)·A_1^(3,3) + b_2^(1,1)
    "A_2^(3,1)": ...,  # Z_2^(3,1)
    # Example 3: loss
    "ℒ_3": ...,  # (A_2^(3,1) − y^(3,1))^2/2
    # Example 3: backward pass
    "∂ℒ/∂A_2^(3,1)": ...,  # (A_2^(3,1) − y^(3,1))/m
    "∂A_2^(3,1)/∂Z_2^(3,1)": ...,  # 1
    "δ_2^(3,1)": ...,  # ∂ℒ/∂A_2^(3,1)·∂A_2^(3,1)/∂Z_2^(3,1)
    "∂ℒ/∂A_1^(3,1)": ...,  # W_2^(1,1)·δ_2^(3,1)
    "∂A_1^(3,1)/∂Z_1^(3,1)": ...,  # A_1^(3,1)·(1 − A_1^(3,1))
    "δ_1^(3,1)": ...,  # ∂ℒ/∂A_1^(3,1)·∂A_1^(3,1)/∂Z_1^(3,1)
    "∂ℒ/∂A_1^(3,2)": ...,  # W_2^(2,1)·δ_2^(3,1)
    "∂A_1^(3,2)/∂Z_1^(3,2)": ...,  # A_1^(3,2)·(1 − A_1^(3,2))
    "δ_1^(3,2)": ...,  # ∂ℒ/∂A_1^(3,2)·∂A_1^(3,2)/∂Z_1^(3,2)
    "∂ℒ/∂A_1^(3,3)": ...,  # W_2^(3,1)·δ_2^(3,1)
    "∂A_1^(3,3)/∂Z_1^(3,3)": ...,  # A_1^(3,3)·(1 − A_1^(3,3))
    "δ_1^(3,3)": ...,  # ∂ℒ/∂A_1^(3,3)·∂A_1^(3,3)/∂Z_1^(3,3)
    # The batch: loss and gradients
    "ℒ": ...,  # (ℒ_1 + ℒ_2 + ℒ_3)/m
    "∂ℒ/∂W_1^(1,1)": ...,  # X^(1,1)·δ_1^(1,1) + X^(2,1)·δ_1^(2,1) + X^(3,1)·δ_1^(3,1)
    "∂ℒ/∂W_1^(2,1)": ...,  # X^(1,2)·δ_1^(1,1) + X^(2,2)·δ_1^(2,1) + X^(3,2)·δ_1^(3,1)
    "∂ℒ/∂b_1^(1,1)": ...,  # δ_1^(1,1) + δ_1^(2,1) + δ_1^(3,1)
    "∂ℒ/∂W_1^(1,2)": ...,  # X^(1,1)·δ_1^(1,2) + X^(2,1)·δ_1^(2,2) + X^(3,1)·δ_1^(3,2)
    "∂ℒ/∂W_1^(2,2)": ...,  # X^(1,2)·δ_1^(1,2) + X^(2,2)·δ_1^(2,2) + X^(3,2)·δ_1^(3,2)
    "∂ℒ/∂b_1^(1,2)": ...,  # δ_1^(1,2) + δ_1^(2,2) + δ_1^(3,2)
    "∂ℒ/∂W_1^(1,3)": ...,  # X^(1,1)·δ_1^(1,3) + X^(2,1)·δ_1^(2,3) + X^(3,1)·δ_1^(3,3)
    "∂ℒ/∂W_1^(2,3)": ...,  # X^(1,2)·δ_1^(1,3) + X^(2,2)·δ_1^(2,3) + X^(3,2)·δ_1^(3,3)
    "∂ℒ/∂b_1^(1,3)": ...,  # δ_1^(1,3) + δ_1^(2,3) + δ_1^(3,3)
    "∂ℒ/∂W_2^(1,1)": ...,  # A_1^(1,1)·δ_2^(1,1) + A_1^(2,1)·δ_2^(2,1) + A_1^(3,1)·δ_2^(3,1)
    "∂ℒ/∂W_2^(2,1)": ...,  # A_1^(1,2)·δ_2^(1,1) + A_1^(2,2)·δ_2^(2,1) + A_1^(3,2)·δ_2^(3,1)
    "∂ℒ/∂W_2^(3,1)": ...,  # A_1^(1,3)·δ_2^(1,1) + A_1^(2,3)·δ_2^(2,1) + A_1^(3,3)·δ_2^(3,1)
    "∂ℒ/∂b_2^(1,1)": ...,  # δ_2^(1,1) + δ_2^(2,1) + δ_2^(3,1)
    # Update
    "W_1^(1,1) ←": ...,  # W_1^(1,1) − η·∂ℒ/∂W_1^(1,1)
    "W_1^(2,1) ←": ...,  # W_1^(2,1) − η·∂ℒ/∂W_1^(2,1)
    "b_1^(1,1) ←": ...,  # b_1^(1,1) − η·∂ℒ/∂b_1^(1,1)
    "W_1^(1,2) ←": ...,  # W_1^(1,2) − η·∂ℒ/∂W_1^(1,2)
    "W_1^(2,2) ←": ...,  # W_1^(2,2) − η·∂ℒ/∂W_1^(2,2)
    "b_1^(1,2) ←": ...,  # b_1^(1,2) − η·∂ℒ/∂b_1^(1,2)
    "W_1^(1,3) ←": ...,  # W_1^(1,3) − η·∂ℒ/∂W_1^(1,3)
    "W_1^(2,3) ←": ...,  # W_1^(2,3) − η·∂ℒ/∂W_1^(2,3)
    "b_1^(1,3) ←": ...,  # b_1^(1,3) − η·∂ℒ/∂b_1^(1,3)
    "W_2^(1,1) ←": ...,  # W_2^(1,1) − η·∂ℒ/∂W_2^(1,1)
    "W_2^(2,1) ←": ...,  # W_2^(2,1) − η·∂ℒ/∂W_2^(2,1)
    "W_2^(3,1) ←": ...,  # W_2^(3,1) − η·∂ℒ/∂W_2^(3,1)
    "b_2^(1,1) ←": ...,  # b_2^(1,1) − η·∂ℒ/∂b_2^(1,1)
}

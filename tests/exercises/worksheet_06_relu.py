"""A dead ReLU, and one at its corner

Goes with full_story §1 and §4, with a linear output. Take one step through three ReLUs: one works,
one is dead, one stands at z = 0 exactly, where these notes take the slope 0.

Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or 1/(1 +
exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are known too. Write at
least 4 significant digits; whether you round, cut or carry more of them from line to line does not
matter. What you have not worked out stays as it is. The error signal δ is the derivative of the
cost with respect to a weighted input. I[x > 0] is 1 where x > 0, and 0 otherwise. An arrow after a
parameter means its value after the step.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
WORKSHEET = "relu"
SEED = 0

GIVEN = {
    "x_1": 2,  # input 1
    "y": 1.4,  # target 1
    "w_11^[1]": -0.75,  # weight from input 1 into neuron 1 of layer 1
    "b_1^[1]": 1.8,  # bias of neuron 1 of layer 1
    "w_21^[1]": -0.8,  # weight from input 1 into neuron 2 of layer 1
    "b_2^[1]": 0.9,  # bias of neuron 2 of layer 1
    "w_31^[1]": -0.9,  # weight from input 1 into neuron 3 of layer 1
    "b_3^[1]": 1.8,  # bias of neuron 3 of layer 1
    "w_1^[2]": 0.25,  # weight from neuron 1 of layer 1 into neuron 1 of layer 2
    "w_2^[2]": -0.2,  # weight from neuron 2 of layer 1 into neuron 1 of layer 2
    "w_3^[2]": -0.9,  # weight from neuron 3 of layer 1 into neuron 1 of layer 2
    "b^[2]": 0.75,  # bias of neuron 1 of layer 2
    "η": 0.45,  # learning rate
}

ANSWERS = {
    # Forward pass
    "f_1^[0]": ...,  # w_11^[1]·x_1 + b_1^[1]
    "f_2^[0]": ...,  # w_21^[1]·x_1 + b_2^[1]
    "f_3^[0]": ...,  # w_31^[1]·x_1 + b_3^[1]
    "h_1^[1]": ...,  # max(0, f_1^[0])
    "h_2^[1]": ...,  # max(0, f_2^[0])
    "h_3^[1]": ...,  # max(0, f_3^[0])
    "f^[1]": ...,  # w_1^[2]·h_1^[1] + w_2^[2]·h_2^[1] + w_3^[2]·h_3^[1] + b^[2]
    "ŷ": ...,  # f^[1]
    # Loss
    "l": ...,  # (ŷ − y)^2/2
    # Backward pass
    "∂l/∂ŷ": ...,  # ŷ − y
    "∂ŷ/∂f^[1]": ...,  # 1
    "δ^[1]": ...,  # ∂l/∂ŷ·∂ŷ/∂f^[1]
    "∂l/∂h_1^[1]": ...,  # w_1^[2]·δ^[1]
    "∂h_1^[1]/∂f_1^[0]": ...,  # I[f_1^[0] > 0]
    "δ_1^[0]": ...,  # ∂l/∂h_1^[1]·∂h_1^[1]/∂f_1^[0]
    "∂l/∂h_2^[1]": ...,  # w_2^[2]·δ^[1]
    "∂h_2^[1]/∂f_2^[0]": ...,  # I[f_2^[0] > 0]
    "δ_2^[0]": ...,  # ∂l/∂h_2^[1]·∂h_2^[1]/∂f_2^[0]
    "∂l/∂h_3^[1]": ...,  # w_3^[2]·δ^[1]
    "∂h_3^[1]/∂f_3^[0]": ...,  # I[f_3^[0] > 0]
    "δ_3^[0]": ...,  # ∂l/∂h_3^[1]·∂h_3^[1]/∂f_3^[0]
    # Gradients
    "∂l/∂w_11^[1]": ...,  # x_1·δ_1^[0]
    "∂l/∂b_1^[1]": ...,  # δ_1^[0]
    "∂l/∂w_21^[1]": ...,  # x_1·δ_2^[0]
    "∂l/∂b_2^[1]": ...,  # δ_2^[0]
    "∂l/∂w_31^[1]": ...,  # x_1·δ_3^[0]
    "∂l/∂b_3^[1]": ...,  # δ_3^[0]
    "∂l/∂w_1^[2]": ...,  # h_1^[1]·δ^[1]
    "∂l/∂w_2^[2]": ...,  # h_2^[1]·δ^[1]
    "∂l/∂w_3^[2]": ...,  # h_3^[1]·δ^[1]
    "∂l/∂b^[2]": ...,  # δ^[1]
    # Update
    "w_11^[1] ←": ...,  # w_11^[1] − η·∂l/∂w_11^[1]
    "b_1^[1] ←": ...,  # b_1^[1] − η·∂l/∂b_1^[1]
    "w_21^[1] ←": ...,  # w_21^[1] − η·∂l/∂w_21^[1]
    "b_2^[1] ←": ...,  # b_2^[1] − η·∂l/∂b_2^[1]
    "w_31^[1] ←": ...,  # w_31^[1] − η·∂l/∂w_31^[1]
    "b_3^[1] ←": ...,  # b_3^[1] − η·∂l/∂b_3^[1]
    "w_1^[2] ←": ...,  # w_1^[2] − η·∂l/∂w_1^[2]
    "w_2^[2] ←": ...,  # w_2^[2] − η·∂l/∂w_2^[2]
    "w_3^[2] ←": ...,  # w_3^[2] − η·∂l/∂w_3^[2]
    "b^[2] ←": ...,  # b^[2] − η·∂l/∂b^[2]
}

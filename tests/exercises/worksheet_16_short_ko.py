"""A whole step of one hidden neuron

Goes with ko §2 and BP1-BP4. Take one step of a 1-1-1 sigmoid network, from the weighted inputs to
the new weights: the shortest sheet that has a hidden layer.

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
WORKSHEET = "short_ko"
SEED = 0

GIVEN = {
    "a_1^0": 0.7,  # input
    "y_1": 0.1,  # target
    "w_11^1": -0.5,  # weight of layer 1
    "b_1^1": -0.6,  # bias of layer 1
    "w_11^2": 0.7,  # weight of layer 2
    "b_1^2": -0.4,  # bias of layer 2
    "η": 1.35,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z_1^1": ...,  # w_11^1·a_1^0 + b_1^1
    "a_1^1": ...,  # 1/(1 + e^(−z_1^1))
    "z_1^2": ...,  # w_11^2·a_1^1 + b_1^2
    "a_1^2": ...,  # 1/(1 + e^(−z_1^2))
    # Cost
    "C": ...,  # (a_1^2 − y_1)^2/2
    # Backward pass
    "∂C/∂a_1^2": ...,  # a_1^2 − y_1
    "σ'(z_1^2)": ...,  # a_1^2·(1 − a_1^2)
    "δ_1^2": ...,  # ∂C/∂a_1^2·σ'(z_1^2)
    "∂C/∂a_1^1": ...,  # w_11^2·δ_1^2
    "σ'(z_1^1)": ...,  # a_1^1·(1 − a_1^1)
    "δ_1^1": ...,  # ∂C/∂a_1^1·σ'(z_1^1)
    # Gradients
    "∂C/∂w_11^1": ...,  # a_1^0·δ_1^1
    "∂C/∂b_1^1": ...,  # δ_1^1
    "∂C/∂w_11^2": ...,  # a_1^1·δ_1^2
    "∂C/∂b_1^2": ...,  # δ_1^2
    # Update
    "w_11^1 ←": ...,  # w_11^1 − η·∂C/∂w_11^1
    "b_1^1 ←": ...,  # b_1^1 − η·∂C/∂b_1^1
    "w_11^2 ←": ...,  # w_11^2 − η·∂C/∂w_11^2
    "b_1^2 ←": ...,  # b_1^2 − η·∂C/∂b_1^2
}

"""A whole step with a linear output

Goes with step_by_step, the whole page, and an update. Take one step of a 1-1-1 network, a sigmoid
and a linear output, from the weighted inputs to the new weights.

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
WORKSHEET = "short_step_by_step"
SEED = 0

GIVEN = {
    "X^(1,1)": 0.9,  # input
    "y^(1,1)": 0.95,  # target
    "W_1^(1,1)": -0.75,  # weight of layer 1
    "b_1^(1,1)": -0.6,  # bias of layer 1
    "W_2^(1,1)": 0.9,  # weight of layer 2
    "b_2^(1,1)": -0.95,  # bias of layer 2
    "η": 1.55,  # learning rate
}

ANSWERS = {
    # Forward pass
    "Z_1^(1,1)": ...,  # W_1^(1,1)·X^(1,1) + b_1^(1,1)
    "A_1^(1,1)": ...,  # 1/(1 + e^(−Z_1^(1,1)))
    "Z_2^(1,1)": ...,  # W_2^(1,1)·A_1^(1,1) + b_2^(1,1)
    "A_2^(1,1)": ...,  # Z_2^(1,1)
    # Loss
    "ℒ": ...,  # (A_2^(1,1) − y^(1,1))^2/2
    # Backward pass
    "∂ℒ/∂A_2^(1,1)": ...,  # A_2^(1,1) − y^(1,1)
    "∂A_2^(1,1)/∂Z_2^(1,1)": ...,  # 1
    "δ_2^(1,1)": ...,  # ∂ℒ/∂A_2^(1,1)·∂A_2^(1,1)/∂Z_2^(1,1)
    "∂ℒ/∂A_1^(1,1)": ...,  # W_2^(1,1)·δ_2^(1,1)
    "∂A_1^(1,1)/∂Z_1^(1,1)": ...,  # A_1^(1,1)·(1 − A_1^(1,1))
    "δ_1^(1,1)": ...,  # ∂ℒ/∂A_1^(1,1)·∂A_1^(1,1)/∂Z_1^(1,1)
    # Gradients
    "∂ℒ/∂W_1^(1,1)": ...,  # X^(1,1)·δ_1^(1,1)
    "∂ℒ/∂b_1^(1,1)": ...,  # δ_1^(1,1)
    "∂ℒ/∂W_2^(1,1)": ...,  # A_1^(1,1)·δ_2^(1,1)
    "∂ℒ/∂b_2^(1,1)": ...,  # δ_2^(1,1)
    # Update
    "W_1^(1,1) ←": ...,  # W_1^(1,1) − η·∂ℒ/∂W_1^(1,1)
    "b_1^(1,1) ←": ...,  # b_1^(1,1) − η·∂ℒ/∂b_1^(1,1)
    "W_2^(1,1) ←": ...,  # W_2^(1,1) − η·∂ℒ/∂W_2^(1,1)
    "b_2^(1,1) ←": ...,  # b_2^(1,1) − η·∂ℒ/∂b_2^(1,1)
}

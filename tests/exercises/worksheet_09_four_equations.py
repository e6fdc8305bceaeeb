"""BP1 to BP4 on a 2-2-2 network

Goes with ko §4, BP1-BP4, and §2 (1). Take one training step of a 2-2-2 sigmoid network with half
the squared error.

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
WORKSHEET = "four_equations"
SEED = 0

GIVEN = {
    "a_1^0": 0.7,  # input 1
    "a_2^0": 0.9,  # input 2
    "y_1": 0.1,  # target 1
    "y_2": 0.9,  # target 2
    "w_11^1": 0.8,  # weight from input 1 into neuron 1 of layer 1
    "w_12^1": 0.45,  # weight from input 2 into neuron 1 of layer 1
    "b_1^1": -0.25,  # bias of neuron 1 of layer 1
    "w_21^1": 0.3,  # weight from input 1 into neuron 2 of layer 1
    "w_22^1": 0.6,  # weight from input 2 into neuron 2 of layer 1
    "b_2^1": 0.85,  # bias of neuron 2 of layer 1
    "w_11^2": -0.35,  # weight from neuron 1 of layer 1 into neuron 1 of layer 2
    "w_12^2": -0.95,  # weight from neuron 2 of layer 1 into neuron 1 of layer 2
    "b_1^2": 0.4,  # bias of neuron 1 of layer 2
    "w_21^2": -0.75,  # weight from neuron 1 of layer 1 into neuron 2 of layer 2
    "w_22^2": 0.7,  # weight from neuron 2 of layer 1 into neuron 2 of layer 2
    "b_2^2": 0.2,  # bias of neuron 2 of layer 2
    "η": 1.55,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z_1^1": ...,  # w_11^1·a_1^0 + w_12^1·a_2^0 + b_1^1
    "z_2^1": ...,  # w_21^1·a_1^0 + w_22^1·a_2^0 + b_2^1
    "a_1^1": ...,  # 1/(1 + e^(−z_1^1))
    "a_2^1": ...,  # 1/(1 + e^(−z_2^1))
    "z_1^2": ...,  # w_11^2·a_1^1 + w_12^2·a_2^1 + b_1^2
    "z_2^2": ...,  # w_21^2·a_1^1 + w_22^2·a_2^1 + b_2^2
    "a_1^2": ...,  # 1/(1 + e^(−z_1^2))
    "a_2^2": ...,  # 1/(1 + e^(−z_2^2))
    # Cost
    "C": ...,  # ((a_1^2 − y_1)^2 + (a_2^2 − y_2)^2)/2
    # Backward pass
    "∂C/∂a_1^2": ...,  # a_1^2 − y_1
    "σ'(z_1^2)": ...,  # a_1^2·(1 − a_1^2)
    "δ_1^2": ...,  # ∂C/∂a_1^2·σ'(z_1^2)
    "∂C/∂a_2^2": ...,  # a_2^2 − y_2
    "σ'(z_2^2)": ...,  # a_2^2·(1 − a_2^2)
    "δ_2^2": ...,  # ∂C/∂a_2^2·σ'(z_2^2)
    "∂C/∂a_1^1": ...,  # w_11^2·δ_1^2 + w_21^2·δ_2^2
    "σ'(z_1^1)": ...,  # a_1^1·(1 − a_1^1)
    "δ_1^1": ...,  # ∂C/∂a_1^1·σ'(z_1^1)
    "∂C/∂a_2^1": ...,  # w_12^2·δ_1^2 + w_22^2·δ_2^2
    "σ'(z_2^1)": ...,  # a_2^1·(1 − a_2^1)
    "δ_2^1": ...,  # ∂C/∂a_2^1·σ'(z_2^1)
    # Gradients
    "∂C/∂w_11^1": ...,  # a_1^0·δ_1^1
    "∂C/∂w_12^1": ...,  # a_2^0·δ_1^1
    "∂C/∂b_1^1": ...,  # δ_1^1
    "∂C/∂w_21^1": ...,  # a_1^0·δ_2^1
    "∂C/∂w_22^1": ...,  # a_2^0·δ_2^1
    "∂C/∂b_2^1": ...,  # δ_2^1
    "∂C/∂w_11^2": ...,  # a_1^1·δ_1^2
    "∂C/∂w_12^2": ...,  # a_2^1·δ_1^2
    "∂C/∂b_1^2": ...,  # δ_1^2
    "∂C/∂w_21^2": ...,  # a_1^1·δ_2^2
    "∂C/∂w_22^2": ...,  # a_2^1·δ_2^2
    "∂C/∂b_2^2": ...,  # δ_2^2
    # Update
    "w_11^1 ←": ...,  # w_11^1 − η·∂C/∂w_11^1
    "w_12^1 ←": ...,  # w_12^1 − η·∂C/∂w_12^1
    "b_1^1 ←": ...,  # b_1^1 − η·∂C/∂b_1^1
    "w_21^1 ←": ...,  # w_21^1 − η·∂C/∂w_21^1
    "w_22^1 ←": ...,  # w_22^1 − η·∂C/∂w_22^1
    "b_2^1 ←": ...,  # b_2^1 − η·∂C/∂b_2^1
    "w_11^2 ←": ...,  # w_11^2 − η·∂C/∂w_11^2
    "w_12^2 ←": ...,  # w_12^2 − η·∂C/∂w_12^2
    "b_1^2 ←": ...,  # b_1^2 − η·∂C/∂b_1^2
    "w_21^2 ←": ...,  # w_21^2 − η·∂C/∂w_21^2
    "w_22^2 ←": ...,  # w_22^2 − η·∂C/∂w_22^2
    "b_2^2 ←": ...,  # b_2^2 − η·∂C/∂b_2^2
}

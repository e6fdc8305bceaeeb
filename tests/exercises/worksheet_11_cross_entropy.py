"""A sigmoid with cross-entropy

Goes with thill, Output-layer Error Signal. Take one step with the binary cross-entropy -(y ln a +
(1 - y) ln(1 - a)), ln to the base e.

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
WORKSHEET = "cross_entropy"
SEED = 0

GIVEN = {
    "a_1^(0)": 1.2,  # input 1
    "a_2^(0)": 0.7,  # input 2
    "y_1^*": 1,  # target 1
    "w_1,1^(1)": -0.8,  # weight from input 1 into neuron 1 of layer 1
    "w_1,2^(1)": 0.2,  # weight from input 2 into neuron 1 of layer 1
    "b_1^(1)": -0.15,  # bias of neuron 1 of layer 1
    "w_2,1^(1)": 0.85,  # weight from input 1 into neuron 2 of layer 1
    "w_2,2^(1)": 0.25,  # weight from input 2 into neuron 2 of layer 1
    "b_2^(1)": -0.5,  # bias of neuron 2 of layer 1
    "w_1,1^(2)": -0.95,  # weight from neuron 1 of layer 1 into neuron 1 of layer 2
    "w_1,2^(2)": 0.65,  # weight from neuron 2 of layer 1 into neuron 1 of layer 2
    "b_1^(2)": -0.55,  # bias of neuron 1 of layer 2
    "η": 1.35,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z_1^(1)": ...,  # w_1,1^(1)·a_1^(0) + w_1,2^(1)·a_2^(0) + b_1^(1)
    "z_2^(1)": ...,  # w_2,1^(1)·a_1^(0) + w_2,2^(1)·a_2^(0) + b_2^(1)
    "a_1^(1)": ...,  # 1/(1 + e^(−z_1^(1)))
    "a_2^(1)": ...,  # 1/(1 + e^(−z_2^(1)))
    "z_1^(2)": ...,  # w_1,1^(2)·a_1^(1) + w_1,2^(2)·a_2^(1) + b_1^(2)
    "a_1^(2)": ...,  # 1/(1 + e^(−z_1^(2)))
    # Cost
    "ℒ": ...,  # −(y_1^*·ln(a_1^(2)) + (1 − y_1^*)·ln(1 − a_1^(2)))
    # Backward pass
    "δ_1^(2)": ...,  # a_1^(2) − y_1^*
    "∂ℒ/∂a_1^(1)": ...,  # w_1,1^(2)·δ_1^(2)
    "σ'(z_1^(1))": ...,  # a_1^(1)·(1 − a_1^(1))
    "δ_1^(1)": ...,  # ∂ℒ/∂a_1^(1)·σ'(z_1^(1))
    "∂ℒ/∂a_2^(1)": ...,  # w_1,2^(2)·δ_1^(2)
    "σ'(z_2^(1))": ...,  # a_2^(1)·(1 − a_2^(1))
    "δ_2^(1)": ...,  # ∂ℒ/∂a_2^(1)·σ'(z_2^(1))
    # Gradients
    "∂ℒ/∂w_1,1^(1)": ...,  # a_1^(0)·δ_1^(1)
    "∂ℒ/∂w_1,2^(1)": ...,  # a_2^(0)·δ_1^(1)
    "∂ℒ/∂b_1^(1)": ...,  # δ_1^(1)
    "∂ℒ/∂w_2,1^(1)": ...,  # a_1^(0)·δ_2^(1)
    "∂ℒ/∂w_2,2^(1)": ...,  # a_2^(0)·δ_2^(1)
    "∂ℒ/∂b_2^(1)": ...,  # δ_2^(1)
    "∂ℒ/∂w_1,1^(2)": ...,  # a_1^(1)·δ_1^(2)
    "∂ℒ/∂w_1,2^(2)": ...,  # a_2^(1)·δ_1^(2)
    "∂ℒ/∂b_1^(2)": ...,  # δ_1^(2)
    # Update
    "w_1,1^(1) ←": ...,  # w_1,1^(1) − η·∂ℒ/∂w_1,1^(1)
    "w_1,2^(1) ←": ...,  # w_1,2^(1) − η·∂ℒ/∂w_1,2^(1)
    "b_1^(1) ←": ...,  # b_1^(1) − η·∂ℒ/∂b_1^(1)
    "w_2,1^(1) ←": ...,  # w_2,1^(1) − η·∂ℒ/∂w_2,1^(1)
    "w_2,2^(1) ←": ...,  # w_2,2^(1) − η·∂ℒ/∂w_2,2^(1)
    "b_2^(1) ←": ...,  # b_2^(1) − η·∂ℒ/∂b_2^(1)
    "w_1,1^(2) ←": ...,  # w_1,1^(2) − η·∂ℒ/∂w_1,1^(2)
    "w_1,2^(2) ←": ...,  # w_1,2^(2) − η·∂ℒ/∂w_1,2^(2)
    "b_1^(2) ←": ...,  # b_1^(2) − η·∂ℒ/∂b_1^(2)
}

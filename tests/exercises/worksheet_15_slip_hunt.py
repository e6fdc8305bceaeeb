"""Find the slip

Goes with ko §§2-4, BP1-BP4. Someone has worked out a 2-2-1 sigmoid network from the inputs to the
gradients, with one slip. All that follows from it is consistent with it. Name the first line that
is wrong.

Put the name of the first wrong line, in quotes and as it stands in WORKED, in the place of the
first three dots, and the number that it should have in that of the last.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
WORKSHEET = "slip_hunt"
SEED = 0

GIVEN = {
    "a_1^0": 0.3,  # input 1
    "a_2^0": 1.3,  # input 2
    "y_1": 0.1,  # target 1
    "w_11^1": -0.55,  # weight from input 1 into neuron 1 of layer 1
    "w_12^1": -0.75,  # weight from input 2 into neuron 1 of layer 1
    "b_1^1": 0.2,  # bias of neuron 1 of layer 1
    "w_21^1": -0.65,  # weight from input 1 into neuron 2 of layer 1
    "w_22^1": -0.35,  # weight from input 2 into neuron 2 of layer 1
    "b_2^1": 0.9,  # bias of neuron 2 of layer 1
    "w_11^2": -0.45,  # weight from neuron 1 of layer 1 into neuron 1 of layer 2
    "w_12^2": -0.7,  # weight from neuron 2 of layer 1 into neuron 1 of layer 2
    "b_1^2": 0.95,  # bias of neuron 1 of layer 2
}

WORKED = {
    # Forward pass
    "z_1^1": -0.9400,  # w_11^1·a_1^0 + w_12^1·a_2^0 + b_1^1
    "z_2^1": 0.2500,  # w_21^1·a_1^0 + w_22^1·a_2^0 + b_2^1
    "a_1^1": 0.7191,  # 1/(1 + e^(−z_1^1))
    "a_2^1": 0.5622,  # 1/(1 + e^(−z_2^1))
    "z_1^2": 0.2329,  # w_11^2·a_1^1 + w_12^2·a_2^1 + b_1^2
    "a_1^2": 0.5580,  # 1/(1 + e^(−z_1^2))
    # Cost
    "C": 0.1049,  # (a_1^2 − y_1)^2/2
    # Backward pass
    "∂C/∂a_1^2": 0.4580,  # a_1^2 − y_1
    "σ'(z_1^2)": 0.2466,  # a_1^2·(1 − a_1^2)
    "δ_1^2": 0.1129,  # ∂C/∂a_1^2·σ'(z_1^2)
    "∂C/∂a_1^1": -0.05081,  # w_11^2·δ_1^2
    "σ'(z_1^1)": 0.2020,  # a_1^1·(1 − a_1^1)
    "δ_1^1": -0.01026,  # ∂C/∂a_1^1·σ'(z_1^1)
    "∂C/∂a_2^1": -0.07903,  # w_12^2·δ_1^2
    "σ'(z_2^1)": 0.2461,  # a_2^1·(1 − a_2^1)
    "δ_2^1": -0.01945,  # ∂C/∂a_2^1·σ'(z_2^1)
    # Gradients
    "∂C/∂w_11^1": -0.003078,  # a_1^0·δ_1^1
    "∂C/∂w_12^1": -0.01334,  # a_2^0·δ_1^1
    "∂C/∂b_1^1": -0.01026,  # δ_1^1
    "∂C/∂w_21^1": -0.005835,  # a_1^0·δ_2^1
    "∂C/∂w_22^1": -0.02528,  # a_2^0·δ_2^1
    "∂C/∂b_2^1": -0.01945,  # δ_2^1
    "∂C/∂w_11^2": 0.08119,  # a_1^1·δ_1^2
    "∂C/∂w_12^2": 0.06347,  # a_2^1·δ_1^2
    "∂C/∂b_1^2": 0.1129,  # δ_1^2
}

ANSWERS = {
    "wrong line": ...,
    "its right number": ...,
}

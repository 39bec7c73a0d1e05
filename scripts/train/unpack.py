"""8-bit weights that are unpacked when a model is loaded: small in the file, and every product one of floats.

    python unpack.py FILE ...     brings files that multiply integers into this form, in place; their weights stay as they are

A product of integers needs its input rounded to 8 bits. Floats differ in their last bit from one CPU to the next (here those of attention),
so a value between two steps is rounded up here and down there, the next matrix makes many such steps of that one, and after six layers the
same sentence had 0.64 on one CPU and 0.58 on another. Products of floats leave a last bit a last bit.
"""

import sys

import onnx
from onnx import NodeProto, TensorProto, helper


def unpack_at_load(path: str) -> None:
    """Rewrites what quantize_dynamic wrote to `path`. Each x (.., K) is multiplied with the float matrix (K, N) that its 8-bit weights stand for."""
    model = onnx.load(path)
    graph = model.graph
    constants = {tensor.name for tensor in graph.initializer}
    maker = {output: node for node in graph.node for output in node.output}
    readers: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)

    # quantize_dynamic's pattern: Mul(Cast(MatMulInteger(rounded x, weights)), Mul(scale of x, scale of weights)).
    floats: dict[str, list[NodeProto]] = {}
    dropped: list[NodeProto] = []
    for product in graph.node:
        if product.op_type != 'MatMulInteger':
            continue
        rounding, weights = maker[product.input[0]], product.input[1]
        [cast] = readers[product.output[0]]
        [scaled] = readers[cast.output[0]]
        [scales] = [maker[name] for name in scaled.input if name != cast.output[0]]
        [scale] = [name for name in scales.input if name in constants]
        # onnxruntime computes what is made of constants alone once, when it loads the file.
        floats[scaled.output[0]] = [
            helper.make_node('Cast', [weights], [f'{weights}_cast'], to=TensorProto.FLOAT),
            helper.make_node('Mul', [f'{weights}_cast', scale], [f'{weights}_float']),
            helper.make_node('MatMul', [rounding.input[0], f'{weights}_float'], list(scaled.output), name=product.name),
        ]
        dropped += [rounding, product, cast, scales]

    nodes = [made for node in graph.node if node not in dropped for made in floats.get(node.output[0], [node])]
    read = {name for node in nodes for name in node.input}
    tensors = [tensor for tensor in graph.initializer if tensor.name in read]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(tensors)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


if __name__ == '__main__':
    for file in sys.argv[1:]:
        unpack_at_load(file)

def advance(bodies, dt, steps):
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    for _ in range(steps):
        for a, b in pairs:
            dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
            force = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            for k, d in ((3, dx), (4, dy), (5, dz)):
                a[k] -= d * b[6] * force
                b[k] += d * a[6] * force
        for body in bodies:
            for k in range(3):
                body[k] += dt * body[k + 3]


bodies = [[float(i * i), float(i % 3), 0.5 * i, 0.1 * i, 0.2, -0.1 * i, 1.0 + i] for i in range(1, 6)]
advance(bodies, 0.001, 5000)
print(" ".join(f"{value:.9f}" for body in bodies for value in body[:3]))

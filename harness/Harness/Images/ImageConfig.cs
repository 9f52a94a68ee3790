using System.Text.Json.Nodes;

namespace Harness.Images;

/// <summary>How a container of the image is run; the members are those of the OCI image configuration.</summary>
/// <remarks>https://github.com/opencontainers/image-spec/blob/main/config.md</remarks>
public sealed record ImageConfig
{
    /// <summary>An unprivileged user: the number that distroless images use for "nonroot".</summary>
    public const int NonRoot = 65532;

    /// <summary>The processor as Go names it: <c>amd64</c>, <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Entrypoint { get; init; }

    /// <summary>Variables, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>TCP ports that the program listens on.</summary>
    public IReadOnlyList<int> ExposedPorts { get; init; } = [];

    /// <summary>User and group; numbers, so that Kubernetes can verify <c>runAsNonRoot</c>.</summary>
    public string User { get; init; } = "0:0";

    /// <summary>The configuration as JSON, for an image of one layer.</summary>
    /// <param name="diffId">Digest of the layer's uncompressed tar, <c>sha256:…</c>.</param>
    internal string ToJson(string diffId)
    {
        const string epoch = "1970-01-01T00:00:00Z"; // a real date would make each build a different image
        var ports = ExposedPorts.Order().Select(port => KeyValuePair.Create($"{port}/tcp", (JsonNode?)new JsonObject()));
#pragma warning disable CA1507 // the keys are the specification's, whatever the members here are called
        return new JsonObject
        {
            ["architecture"] = Architecture,
            ["os"] = "linux",
            ["created"] = epoch,
            ["config"] = new JsonObject
            {
                ["User"] = User,
                ["ExposedPorts"] = new JsonObject(ports),
                ["Env"] = Strings(Environment),
                ["Entrypoint"] = Strings(Entrypoint),
                ["WorkingDir"] = "/",
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = Strings([diffId]) },
            ["history"] = new JsonArray(new JsonObject { ["created"] = epoch, ["created_by"] = "harness" }),
        }.ToJsonString();
#pragma warning restore CA1507
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}

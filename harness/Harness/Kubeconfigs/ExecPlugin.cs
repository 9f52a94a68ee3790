namespace Harness.Kubeconfigs;

/// <summary>
/// A program that prints credentials.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
/// </summary>
internal sealed record ExecPlugin
{
    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    /// <summary>The program.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables that it gets besides those of this process.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>API version of what it is told, and answers.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>How to install it; null when that is not said.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Whether it is told about the cluster.</summary>
    public bool WantsCluster { get; init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="HarnessException">A field is unknown, missing, malformed or not supported (exit code 2).</exception>
    public static ExecPlugin Read(KubeconfigFields fields, string? folder)
    {
        fields.Only("apiVersion", "command", "args", "env", "installHint", "provideClusterInfo", "interactiveMode");
        var version = fields.Text("apiVersion") ?? throw fields.Refused("apiVersion", $"is missing; write {Versions[0]}");
        if (!Versions.Contains(version))
            throw fields.Refused("apiVersion", $"is not one of {string.Join(" and ", Versions)}; update the plugin");
        EnsureNotInteractive(fields, version);
        var command = fields.Text("command") ?? throw fields.Refused("command", "is missing; name the program");
        return new ExecPlugin
        {
            // A name alone is looked up on the PATH.
            Command = command.Contains(Path.DirectorySeparatorChar) ? PemField.PathOf(command, folder) : command,
            Arguments = fields.Texts("args"),
            Environment = Variables(fields),
            ApiVersion = version,
            InstallHint = fields.Text("installHint"),
            WantsCluster = fields.Flag("provideClusterInfo"),
        };
    }

    private static void EnsureNotInteractive(KubeconfigFields fields, string version)
    {
        switch (fields.Text("interactiveMode"))
        {
            case null when version != Versions[0]:
            case "Never" or "IfAvailable":
                return;
            case null:
                throw fields.Refused("interactiveMode", "is missing; write Never or IfAvailable");
            case "Always":
                throw fields.Refused("interactiveMode", "is Always, but plugins are run without a terminal; use one that needs none");
            default:
                throw fields.Refused("interactiveMode", "is not Never, IfAvailable or Always; write one of them");
        }
    }

    private static Dictionary<string, string?> Variables(KubeconfigFields fields)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var one in fields.Objects("env"))
        {
            var name = one.Only("name", "value").Text("name") ?? throw one.Refused("name", "is missing; name the variable");
            variables[name] = one.Text("value") ?? "";
        }

        return variables;
    }
}

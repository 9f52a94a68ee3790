using Harness.Rbac.Objects;

namespace Harness.Load.Services;

/// <summary>A service as the command line names it: <c>NS/NAME[:PORT]</c>.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Port">One of its ports, by name or number; null where it has only one.</param>
public sealed record ServiceAddress(string Namespace, string Name, string? Port)
{
    private const int LongestPortName = 15;

    /// <summary>Reads it.</summary>
    /// <exception cref="HarnessException">It is something else (exit code 2).</exception>
    public static ServiceAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        if (parts is not [var ns, var rest] || rest.Split(':') is not ([_] or [_, _]) || rest.Split(':') is not [var name, .. var port])
            throw Refused(text, "not NAMESPACE/SERVICE or NAMESPACE/SERVICE:PORT, e.g. web/shop:http");
        if (!KubernetesName.IsLabel(ns))
            throw Refused(text, $"\"{ns}\" is not a namespace's name");
        if (!KubernetesName.IsLabel(name))
            throw Refused(text, $"\"{name}\" is not a service's name");
        if (port is [var one] && !IsPort(one))
            throw Refused(text, $"\"{one}\" is neither a port number nor a port's name");
        return new ServiceAddress(ns, name, port is [var given] ? given : null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}{(Port is null ? "" : $":{Port}")}";

    private static bool IsPort(string text) => text.All(char.IsAsciiDigit)
        ? ushort.TryParse(text, out var number) && number > 0
        : text.Length <= LongestPortName && KubernetesName.IsLabel(text);

    private static HarnessException Refused(string text, string why) =>
        HarnessException.BadInput($"--service {PrintableText.Line(text)}: {PrintableText.Line(why)}");
}

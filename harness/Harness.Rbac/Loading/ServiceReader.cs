using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Reads Services, as far as the proxy knows them.</summary>
internal static class ServiceReader
{
    /// <summary>Reads one.</summary>
    public static KnownService Read(ObjectReader service) =>
        new(service.Namespace!, service.Name, [.. (service.Fields.Object("spec")?.Objects("ports") ?? []).Select(ReadPort)]);

    private static KnownPort ReadPort(FieldReader port)
    {
        var number = port.Number("port");
        if (number is null && !port.Has("port"))
            port.Refuse("has no port; write its number");
        if (number is < 1 or > 65535)
            port.Refuse("port", $"is {number}; write a number from 1 to 65535");
        return new KnownPort(number ?? 0, port.Text("name") is { Length: > 0 } name ? name : null);
    }
}

using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>What a role's or a binding's file says of how it comes to a cluster.</summary>
internal static class ApplyMarks
{
    /// <summary>A role with it.</summary>
    public static RbacRole On(RbacRole role, ObjectReader one) =>
        role with { AutoUpdates = AutoUpdates(one), Doubt = AppliedLater.Of(one), Pin = PinOf(one) };

    /// <summary>A binding with it.</summary>
    public static RbacBinding On(RbacBinding binding, ObjectReader one) =>
        binding with { AutoUpdates = AutoUpdates(one), Doubt = AppliedLater.Of(one), Pin = PinOf(one) };

    private static bool AutoUpdates(ObjectReader one) => !one.Annotations.Any(
        mark => mark is { Name: BootstrapObjects.AutoUpdate, Value: YamlScalar { Text: "false" } });

    private static string? PinOf(ObjectReader one) => one.Map.Find("metadata") is YamlMap metadata
        ? Array.Find(RbacRole.Pins, field => metadata.Find(field) is not null)
        : null;
}

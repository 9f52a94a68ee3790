using System.Reflection;
using PublicApiGenerator;

namespace Harness.Tests.Repository;

/// <summary>What others can use is what was accepted, so that a change of it is seen in review.</summary>
internal sealed class PublicApiTests
{
    private const string Accept = "HARNESS_ACCEPT_SNAPSHOTS";

    [Test]
    public void The_public_surface_is_the_accepted_one(
        [Values("Harness.Rbac", "Harness", "Harness.Load.Engine", "Harness.Load", "Harness.Reports")] string assembly)
    {
        var path = Path.Combine(MarkdownFile.Root, "harness", "Harness.Tests", "Repository", "PublicApi", $"{assembly}.txt");
        var current = Assembly.Load(assembly).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, current);

        File.ReadAllText(path).ShouldBe(current, $"if the change is meant, {Accept}=1 writes it into {path}");
    }
}

using System.Text.RegularExpressions;
using Harness.Images;

namespace Harness.Tests.Images;

internal sealed partial class ThirdPartyImagesTests
{
    [Test]
    public void Nothing_else_in_the_code_names_an_image()
    {
        var root = RepositoryRoot.Find();
        var sources =
            from folder in (string[])["harness/Harness", "harness/Harness.Cli", "scenarios", "benchmarks", "reports"]
            from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && ImageReference().IsMatch(File.ReadAllText(file))
            select Path.GetFileName(file);

        sources.ShouldBe(["ThirdPartyImages.cs"]);
    }

    [Test]
    public void Those_of_pods_have_names_of_their_own_and_packages_to_be_made_of()
    {
        ThirdPartyImages.OfPods.Select(image => image.Name).ShouldBeUnique();
        ThirdPartyImages.OfPods.ShouldAllBe(image => image.DebianPackages.Count > 0);
    }

    [GeneratedRegex(
        @"(?<!\w/)\b(docker\.io|quay\.io|gcr\.io|ghcr\.io|registry\.k8s\.io|rancher|prom)/[a-z]|\b(nginx|traefik|prometheus):v?\d")]
    private static partial Regex ImageReference();
}

using Harness.Files;
using Harness.Images;

namespace Harness.Tests.Images;

/// <summary>The real build, from inside a test run: what the surrounding one sets for its children must not disturb it.</summary>
[Platform("Linux")]
internal sealed class HelloAppNativeBuildTests
{
    [Test]
    [Explicit("compiles to native code, about 40 s")]
    public async Task Two_builds_at_once_give_one_image_and_touch_nothing_in_the_repository()
    {
        using var scratch = new Scratch();
        var (layout, cache) = (HarnessFolders.InRepository(RepositoryRoot.Find()), new CacheFolder(scratch.Root));
        var before = Snapshot(layout);

        var built = await Task.WhenAll(BuildAsync(), BuildAsync());

        built[0].ShouldBe(built[1]);
        new FileInfo(built[0].Path).Length.ShouldBeInRange(10_000_000, 40_000_000);
        Snapshot(layout).ShouldBe(before);

        Task<ImageArchive> BuildAsync() =>
            HelloAppImage.BuildAsync(layout, cache, new Progress<string>(TestContext.Progress.WriteLine), CancellationToken.None);
    }

    private static List<(string, DateTime)> Snapshot(HarnessFolders layout) =>
    [
        .. new[] { layout.HelloAppSource, layout.LoadEngineSource }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order())
            .Select(file => (file, File.GetLastWriteTimeUtc(file))),
    ];
}

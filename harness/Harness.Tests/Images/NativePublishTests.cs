using System.Collections;
using Harness.Images;
using Harness.Processes;

namespace Harness.Tests.Images;

internal sealed class NativePublishTests
{
    [Test]
    [Platform("Linux")]
    public async Task A_failing_publish_says_what_was_run_what_went_wrong_and_what_to_install()
    {
        using var scratch = new Scratch();
        scratch.Write("hello-app/hello-app.csproj", """
            <Project>
              <Target Name="Restore" />
              <Target Name="Publish"><Error Text="Platform linker ('clang' or 'gcc') not found in PATH." /></Target>
            </Project>
            """);
        Directory.CreateDirectory(scratch["build"]);

        var failure = await Should.ThrowAsync<HarnessException>(NativePublish.RunAsync(
            scratch["hello-app"], new Platform("linux-x64", "amd64"), scratch["build"], CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("dotnet publish");
        failure.Message.ShouldContain("error : Platform linker ('clang' or 'gcc') not found in PATH.\n");
        failure.Message.ShouldContain("apt-get install gcc libc6-dev zlib1g-dev");
        scratch.Files("hello-app").ShouldBe(["hello-app/hello-app.csproj"]);
    }

    [TestCase("/usr/bin/ld: cannot find -lz: No such file or directory", "zlib1g-dev")]
    [TestCase("a.csproj : error NU1101: Unable to find package Microsoft.DotNet.ILCompiler. [a.csproj]", "NuGet source")]
    [TestCase("Program.cs(1,2): error CS1002: ; expected [a.csproj]", "correct hello-app's source")]
    [TestCase("a.targets(1,2): error NETSDK1045: The current .NET SDK does not support targeting .NET 11.0. [a.csproj]", "global.json")]
    public void The_next_step_fits_the_error(string line, string step)
    {
        var failure = NativePublishFailure.Explain("dotnet publish", new ProcessOutcome(1, $"Restoring\n{line}\n{line}\nDone\n", ""));

        failure.Message.ShouldContain(step);
        failure.Message.ShouldContain($"exit code 1:\n  {line.Replace(" [a.csproj]", "", StringComparison.Ordinal)}\n");
        failure.Message.ShouldNotContain("Restoring");
    }

    [Test]
    public void Without_an_error_line_the_end_of_what_was_said_is_shown() =>
        NativePublishFailure.Explain("dotnet publish", new ProcessOutcome(137, "a\nb\nc\nd\n", "")).Message
            .ShouldContain("exit code 137:\n  b\n  c\n  d\n");

    [Test]
    public void What_a_surrounding_test_run_sets_is_undone()
    {
        var changes = NativePublish.BuildEnvironment(new Hashtable
        {
            ["MSBuildSDKsPath"] = "x",
            ["MSBUILD_EXE_PATH"] = "x",
            ["VSTEST_SESSION"] = "x",
            ["DOTNET_HOST_PATH"] = "x",
            ["DOTNET_ROOT"] = "x",
            ["PATH"] = "x",
        });

        changes.Where(change => change.Value is null).Select(change => change.Key)
            .ShouldBe(["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "VSTEST_SESSION", "DOTNET_HOST_PATH"], ignoreOrder: true);
        changes["DOTNET_CLI_UI_LANGUAGE"].ShouldBe("en");
    }

    [Test]
    public void Libraries_are_read_from_what_ldd_says()
    {
        const string said = """
            	linux-vdso.so.1 (0x00007ffe1)
            	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)
            	/lib64/ld-linux-x86-64.so.2 (0x00007f2)
            """;

        SharedLibraries.Parse("/a/hello-app", said).ShouldBe(["/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2"]);
    }

    [Test]
    public void A_missing_library_is_named() =>
        Should.Throw<HarnessException>(() => SharedLibraries.Parse("/a/hello-app", "\tlibz.so.1 => not found\n").ToList())
            .Message.ShouldBe("hello-app needs libz.so.1, which ldd does not find; install the package with it");
}

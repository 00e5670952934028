// Generates the SDKs of the package for other languages from its schema, with Pulumi's own generators.
//
// usage: go run . SCHEMA VERSION FOLDER    writes FOLDER/go, FOLDER/python, FOLDER/dotnet, FOLDER/java
//
// The Pulumi CLI asks a plugin of each language for the same (`pulumi package gen-sdk`); where the plugins can't
// be had, their libraries can.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	dotnet "github.com/pulumi/pulumi-dotnet/pulumi-language-dotnet/v3/codegen"
	java "github.com/pulumi/pulumi-java/pkg/codegen/java"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "cloudmonitor-relay"

// goModule is what Go programs import.
const goModule = "cloudmonitor-relay/sdk/go/cloudmonitorrelay"

func main() {
	if len(os.Args) != 4 {
		fail("usage: go run . SCHEMA VERSION FOLDER")
	}
	// .NET's generator fetches the logo for NuGet's page; there is none, and nothing is fetched from outside.
	logo := httptest.NewServer(http.NotFoundHandler())
	defer logo.Close()
	text, err := os.ReadFile(os.Args[1])
	check(err)
	pkg := bind(text, os.Args[2], logo.URL)
	folder := os.Args[3]
	// Go's package lies in a folder of its own name below.
	write(filepath.Join(folder, "go"), func() (map[string][]byte, error) {
		return gogen.GeneratePackage(tool, bind(forGo(text), os.Args[2], logo.URL), nil)
	})
	write(filepath.Join(folder, "python"), func() (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, nil, nil)
	})
	write(filepath.Join(folder, "dotnet"), func() (map[string][]byte, error) {
		return dotnet.GeneratePackage(tool, pkg, nil, nil)
	})
	write(filepath.Join(folder, "java"), func() (map[string][]byte, error) {
		return java.GeneratePackage(tool, pkg, nil, nil, true, false)
	})
}

// bind reads the schema and checks it as the CLI does. What is wrong with it ends the run.
func bind(text []byte, version, logo string) *schema.Package {
	var spec schema.PackageSpec
	check(json.Unmarshal(text, &spec))
	spec.Version = version
	spec.LogoURL = logo
	spec.Language = map[string]schema.RawMessage{"go": []byte(`{"importBasePath": "` + goModule + `"}`)}
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	check(err)
	if diagnostics.HasErrors() {
		fail(diagnostics.Error())
	}
	return pkg
}

// forGo takes back what the schema says of objects within lists and maps: that they are plain. Go's generator
// names a type of inputs for them that it then does not write.
func forGo(text []byte) []byte {
	var spec any
	check(json.Unmarshal(text, &spec))
	var visit func(value any, inner bool)
	visit = func(value any, inner bool) {
		switch each := value.(type) {
		case map[string]any:
			if _, object := each["$ref"]; object && inner {
				delete(each, "plain")
			}
			for name, child := range each {
				visit(child, name == "items" || name == "additionalProperties")
			}
		case []any:
			for _, child := range each {
				visit(child, false)
			}
		}
	}
	visit(spec, false)
	text, err := json.Marshal(spec)
	check(err)
	return text
}

func write(folder string, generate func() (map[string][]byte, error)) {
	files, err := generate()
	check(err)
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if !strings.HasPrefix(path, folder) {
			fail("outside of " + folder + ": " + name)
		}
		check(os.MkdirAll(filepath.Dir(path), 0o755))
		check(os.WriteFile(path, content, 0o644))
	}
	fmt.Printf("%s: %d files\n", folder, len(files))
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, "sdks: "+message)
	os.Exit(1)
}
